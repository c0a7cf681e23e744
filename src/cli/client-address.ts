/** Who asks: the address of the connection, or the one that a trusted proxy names. */
import { BlockList, isIP } from 'node:net';

const LOOPBACK = ['127.0.0.0/8', '::1'];

const family = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

const unmapped = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '');

/** Tells proxies from clients. */
export class TrustedProxies {
  #list = new BlockList();

  /** `proxies`: addresses and networks, `10.0.0.0/8`. Those of this machine are always trusted. */
  constructor(proxies: readonly string[]) {
    for (const proxy of [...LOOPBACK, ...proxies]) {
      const [address = '', bits] = proxy.split('/');
      if (bits === undefined) this.#list.addAddress(address, family(address));
      else this.#list.addSubnet(address, Number(bits), family(address));
    }
  }

  trusts(address: string): boolean {
    return this.#list.check(address, family(address));
  }

  /**
   * The client's address. Each proxy adds the address that it was asked by to the end of
   * `X-Forwarded-For`: what stands before the last one that is not ours could be anybody's invention.
   * @returns undefined where one of our own machines asks by itself.
   */
  client(peer: string, forwardedFor: string | undefined): string | undefined {
    if (!this.trusts(unmapped(peer))) return unmapped(peer);
    const hops = forwardedFor?.split(',') ?? [];
    for (let i = hops.length - 1; i >= 0; i--) {
      const hop = unmapped(hops[i]!.trim());
      if (!isIP(hop)) return undefined;
      if (!this.trusts(hop)) return hop;
    }
    return undefined;
  }
}
