// The items of tests/learning/sample_course.py, as a page gives them to the script.
const answers = (...lines) => lines.map(([text, is_right = false, partner = '']) => ({ text, is_right, partner }))
const parts = (more) => ({ answers: [], turns: [], categories: [], question: '', ...more })

export const PARTS = {
  choice: parts({ answers: answers(['Share it'], ['Ask who is in it', true], ['Add their names']) }),
  choices: parts({ answers: answers(['A badge', true], ['A plant'], ['A screen', true]) }),
  order: parts({ answers: answers(['Read'], ['Check'], ['Share']) }),
  match: parts({
    answers: answers(['Public', false, 'Anybody'], ['Contacts', false, 'People'], ['Group', false, 'Members']),
  }),
  fill_in: parts({ answers: answers(['consent|their consent|permission'], ['date']) }),
  sort: parts({ answers: answers(['The date'], ['A report', true], ['A name']), categories: ['Safe', 'Risky'] }),
  dialogue: parts({
    turns: [
      {
        replies: [
          { text: 'Of course', is_right: false, next_turn: 2 },
          { text: 'I pass you on', is_right: true, next_turn: 0 },
        ],
      },
      {
        replies: [
          { text: 'I cannot say', is_right: true, next_turn: 0 },
          { text: 'It is a bank', is_right: false, next_turn: 3 },
        ],
      },
      { replies: [] },
    ],
  }),
}

export const item = (kind, key = '7', more = {}) => ({
  key,
  kind,
  title: `An item: ${kind}`,
  tip: 'id-1',
  lesson: 0,
  shown: PARTS[kind].answers.map((_answer, place) => place + 1),
  parts: PARTS[kind],
  outcomes: {},
  ...more,
})

export const course = (items, more = {}) => ({
  format: 'scorm2004',
  activity: 'https://guide.example/xapi/courses/5/versions/1',
  key: '5',
  version: 1,
  language: 'en',
  passMark: 70,
  attempts: 0,
  lessons: ['Pictures'],
  items,
  words: {},
  ...more,
})
