import { createHash, timingSafeEqual } from 'node:crypto';

/** Checks an `Authorization` header against the one login there is, in constant time. */
export function createLogin(user: string, password: string): (header: string | undefined) => boolean {
  const expected = hash(`Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`);
  return header => header !== undefined && timingSafeEqual(hash(header), expected);
}

function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
