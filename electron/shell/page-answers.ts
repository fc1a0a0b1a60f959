import type { PageHandler } from '../host/loopback.ts';
import { createNonce, securityHeaders } from '../host/page-headers.ts';
import type { ReportBug } from '../host/router.ts';
import { isPageAddress } from './addresses.ts';

/** What a request for the page or a file of it is answered with. */
export interface PageResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

/** Answers a request in the page's own scheme, under the same policy as on loopback; its scripts have nothing to connect to but the page's own files. */
export async function answerPage(
  page: PageHandler,
  request: { readonly method: string; readonly url: string },
  reportBug: ReportBug,
): Promise<PageResponse> {
  const nonce = createNonce();
  const headers = securityHeaders("'self'", nonce);
  if (!isPageAddress(request.url)) return { status: 403, headers };
  if (request.method !== 'GET' && request.method !== 'HEAD') return { status: 405, headers };
  const { pathname } = new URL(request.url);
  try {
    const found = await page(pathname, nonce);
    if (!found) return { status: 404, headers };
    return {
      status: 200,
      headers: {
        ...headers,
        'Content-Type': found.type,
        'Cache-Control': found.immutable ? 'max-age=31536000' : 'no-store',
      },
      body: found.body,
    };
  } catch (error) {
    reportBug(error, `page ${pathname}`);
    return { status: 500, headers };
  }
}
