/**
 * What may be changed through the dashboard: retry, remove, pause (and go on), clean. Everything else that bull-board can do (adding jobs, editing
 * their data, obliterating queues …) would bypass the application.
 */
const allowed: readonly RegExp[] = [
  /^\/api\/queues\/(pause|resume)$/,
  /^\/api\/queues\/[^/]+\/(pause|resume)$/,
  /^\/api\/queues\/[^/]+\/(retry|clean)\/[a-z-]+$/,
  /^\/api\/queues\/[^/]+\/[^/]+\/(retry|clean)$/,
];

/** Tells whether a request may go on to the board; reading is always allowed. */
export function isAllowed(method: string, path: string): boolean {
  if (method === 'GET' || method === 'HEAD') return true;
  return method === 'PUT' && allowed.some(pattern => pattern.test(path));
}
