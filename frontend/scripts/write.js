// Where a long text is written: its preview, and who else is writing.
import './company.js'
import './preview.js'
