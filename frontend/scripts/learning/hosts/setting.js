// What a SCORM system is given. A value that it refuses is lost there: whoever looks into the console reads which one, and why.

/** What a system may leave out: it is no error that it does not have such a thing. */
const NOT_THERE = ['401', '402']

/**
 * Returns what sets a value and says whether the system took it.
 * @param {(name: string, value: string) => unknown} setValue
 * @param {() => unknown} lastError The number of its last error.
 * @param {(number: string) => unknown} meaning What it says of an error of this number.
 */
export function setter(setValue, lastError, meaning) {
  return (/** @type {string} */ name, /** @type {string | number} */ given) => {
    const value = String(given)
    if (isTrue(setValue(name, value))) return true
    const number = String(lastError())
    const log = NOT_THERE.includes(number) ? console.info : console.error
    log(`The learning system did not take ${name} = ${JSON.stringify(value)}: ${number} ${meaning(number)}`)
    return false
  }
}

/** @param {unknown} answer */
export const isTrue = (answer) => String(answer) === 'true'
