// A form with several texts, such as one in each language: the editor of pages goes from one to the next.
import './translating/boxes.js'
