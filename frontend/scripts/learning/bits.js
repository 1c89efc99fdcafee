// Numbers of few bits, one behind the other, as text of the 64 characters that every learning system takes.

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** The bits of a number too large for its width are those of the largest that fits. */
export class BitWriter {
  /** @type {number[]} */
  #bits = []

  /** @param {number} value @param {number} width */
  add(value, width) {
    const fitting = Math.min(value, 2 ** width - 1)
    for (let bit = width - 1; bit >= 0; bit--) this.#bits.push((fitting >> bit) & 1)
  }

  get text() {
    let text = ''
    for (let start = 0; start < this.#bits.length; start += 6) {
      let value = 0
      for (let bit = 0; bit < 6; bit++) value = value * 2 + (this.#bits[start + bit] ?? 0)
      text += LETTERS[value]
    }
    return text
  }
}

export class BitReader {
  #text
  #position = 0

  /** @param {string} text */
  constructor(text) {
    this.#text = text
  }

  /**
   * Throws a RangeError where the text is at its end.
   * @param {number} width
   */
  take(width) {
    let value = 0
    for (let bit = 0; bit < width; bit++, this.#position++) {
      const letter = LETTERS.indexOf(this.#text[Math.floor(this.#position / 6)])
      if (letter < 0) throw new RangeError('too short')
      value = value * 2 + ((letter >> (5 - (this.#position % 6))) & 1)
    }
    return value
  }
}

/**
 * A checksum of 32 bits (FNV-1a) of text, in hexadecimal.
 * @param {string} text
 * @param {number} [seed]
 */
export function checksum(text, seed = 0x811c9dc5) {
  let hash = seed
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0
  return hash.toString(16).padStart(8, '0')
}
