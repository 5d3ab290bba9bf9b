type DemoSignInsProps = { signIns: readonly { email: string; who: string }[]; password: string }

/** Who can be signed in as in the demo: shown where the sandbox runs, and nowhere else. */
export function DemoSignIns({ signIns, password }: DemoSignInsProps) {
  return (
    <aside className="mt-7 border-t border-line pt-5" aria-label="Demo sign-ins">
      <p className="hint">
        This is the demo. Each of these has the password <code className="whitespace-nowrap text-ink">{password}</code>
      </p>
      <dl className="mt-3 grid gap-2">
        {signIns.map(({ email, who }) => (
          <div key={email} className="flex flex-wrap items-baseline justify-between gap-x-3 sm:flex-nowrap">
            <dt className="hint">{who}</dt>
            <dd>
              <code className="hint text-ink-2">{email}</code>
            </dd>
          </div>
        ))}
      </dl>
    </aside>
  )
}
