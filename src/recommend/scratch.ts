/**
 * Memory that the steps of a training use one after the other. Each of them would leave its own behind for the
 * garbage collector, which comes late to what lies outside its heap.
 */
export class Scratch {
  #buffer = new ArrayBuffer(0);
  #used = 0;

  /** Begins again with room for so many bytes: what was handed out before must not be in use any more. */
  begin(bytes: number): this {
    if (this.#buffer.byteLength < bytes) this.#buffer = new ArrayBuffer(bytes);
    this.#used = 0;
    return this;
  }

  uint16(length: number): Uint16Array {
    return new Uint16Array(this.#buffer, this.#take(2 * length), length).fill(0);
  }

  uint32(length: number): Uint32Array {
    return new Uint32Array(this.#buffer, this.#take(4 * length), length).fill(0);
  }

  float32(length: number): Float32Array {
    return new Float32Array(this.#buffer, this.#take(4 * length), length).fill(0);
  }

  #take(bytes: number): number {
    const at = this.#used;
    this.#used += Math.ceil(bytes / 4) * 4;
    return at;
  }
}
