// Where a long text is written: its preview, and who else is writing.
import './presence.js'
import './preview.js'
