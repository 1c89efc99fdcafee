// The learning system that a package was started from.
import { cmi5 } from './cmi5.js'
import { findApi } from './find.js'
import { launchIn } from './launch.js'
import { scorm12 } from './scorm12.js'
import { scorm2004 } from './scorm2004.js'

/** @import { CourseData, Host } from '../types.d.ts' */

/**
 * Returns null where none is there: the page was opened from a folder.
 * @param {CourseData} course
 * @param {() => number} seconds How long this session lasts.
 * @returns {Host | null}
 */
export function hostOf(course, seconds) {
  const { format, items, language } = course
  if (format === 'cmi5') {
    const launch = launchIn(location.search)
    return launch && cmi5(launch, course, seconds)
  }
  const api = findApi(format === 'scorm12' ? 'API' : 'API_1484_11')
  if (!api) return null
  return format === 'scorm12' ? scorm12(api, items, seconds) : scorm2004(api, items, seconds, language)
}
