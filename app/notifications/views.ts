/** Which of one's notifications a list shows. */
export const notificationViews = ["all", "unread"] as const

/** A list's name on its tab. */
export const notificationViewNames: Record<(typeof notificationViews)[number], string> = {
  all: "All",
  unread: "Unread",
}
