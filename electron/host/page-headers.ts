import { randomBytes } from 'node:crypto';

/** A nonce for the inline styles of one answer. */
export function createNonce(): string {
  return randomBytes(16).toString('hex');
}

// Nothing from elsewhere, nothing inline but styles with the nonce.
function contentSecurityPolicy(connect: string, nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src ${connect}`,
    // Pages of swarms come from ports of their own (view-proxy.ts).
    'frame-src http://127.0.0.1:*',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** The headers of every answer with the page or a file of it; `connect` is what its scripts may connect to. */
export function securityHeaders(connect: string, nonce: string): Record<string, string> {
  return {
    'Content-Security-Policy': contentSecurityPolicy(connect, nonce),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
  };
}
