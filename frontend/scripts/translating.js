// Translating, paragraph by paragraph. Without it each paragraph has its box, and its box to tick.
import './translating/still-right.js'
import './translating/boxes.js'
import './translating/checks.js'
import './translating/as-read.js'
