// Finds a QR code in a picture, for browsers that do not.
import jsQR from 'jsqr'

/** @param {ImageData} picture */
export const readCode = (picture) => jsQR(picture.data, picture.width, picture.height)?.data ?? ''
