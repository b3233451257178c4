/**
 * The address if it may become a link, else null. Addresses come from imported files: only http and https pass, so that
 * `javascript:` and its like stay plain text.
 */
export function safeUrl(address: unknown): string | null {
  if (typeof address !== 'string') return null;
  try {
    const url = new URL(address.trim());
    return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null;
  } catch {
    return null;
  }
}

/** The host of an address, as a short name for its link. */
export function hostOf(address: string): string {
  try {
    return new URL(address).hostname.replace(/^www\./, '');
  } catch {
    return address;
  }
}

/** An id that is safe in an anchor and in a file name. */
export function slug(id: string): string {
  return id.replace(/[^A-Za-z0-9_.-]+/g, '-').replace(/^-+|-+$/g, '') || 'x';
}
