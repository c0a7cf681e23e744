import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import fc from 'fast-check';
import { visitorHash } from '../../src/player/index.js';

describe('visitorHash', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('is the SHA-256 in base64url, whatever the key', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (key) => {
        const expected = createHash('sha256').update(key).digest('base64url');
        expect(await visitorHash(key)).toBe(expected);
      }),
    );
  });

  it('is nothing on a page without HTTPS, where the browser offers no hashing', async () => {
    vi.stubGlobal('crypto', { subtle: undefined });
    expect(await visitorHash('A'.repeat(40))).toBe(undefined);
  });

  it('is nothing where hashing is refused', async () => {
    vi.stubGlobal('crypto', {
      subtle: { digest: () => Promise.reject(new Error('Not allowed here.')) },
    });
    expect(await visitorHash('A'.repeat(40))).toBe(undefined);
  });
});
