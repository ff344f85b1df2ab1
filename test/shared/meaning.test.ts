// What counts as the same meaning, by examples: votes stay only where nobody could have voted otherwise.

import { expect, test } from 'vitest'
import { sameMeaning } from '../../shared/meaning.ts'

const same: [string, string][] = [
  ['The town loses water.', 'The town loses water'],
  ['The  town loses\nwater.', 'the Town loses water.'],
  ['“Water” (for all), at once', 'Water – for all – at once!'],
  ['They co-operate at night.', 'They cooperate at night.'],
  ['The town recieves the money.', 'The town receives the money.'],
  ['The goverment pays.', 'The government pays.'],
  ['The town’s pipes', "The town's pipes"],
  ['in 2030, at the latest', 'in 2030 at the latest.'],
  ['(2030)', '2030'],
  ['pages 10–20', 'pages 10-20'],
  ['１２ litres', '12 litres'],
  ['5 %', '5%'],
  ['ﬁve ofﬁces', 'five offices'],
  ['每人有水。', '每人有水'],
  ['', ' '],
]
const other: [string, string][] = [
  ['3.5 litres', '35 litres'],
  ['3.5 litres', '3,5 litres'],
  ['1,000 people', '1.000 people'],
  ['1,000 people', '1000 people'],
  ['1 000 people', '1000 people'],
  ['1 2 and 3', '12 and 3'],
  ['Articles 1, 2', 'Article 12'],
  ['12:30', '1230'],
  ['2025/26', '202526'],
  ['1.2.3', '1.23'],
  ['10–20 years', '1020 years'],
  ['by −5 degrees', 'by 5 degrees'],
  ['by -5 degrees', 'by 5 degrees'],
  ['5% of all', '5‰ of all'],
  ['5% of all', '5 of all'],
  ['€5 a month', '$5 a month'],
  ['x < 5', 'x > 5'],
  ['10² metres', '102 metres'],
  ['1½ hours', '11/2 hours'],
  ['§ 5', '5'],
  ['by 2030', 'by 2031'],
  ['Annex A1', 'Annex A 1'],
  ['Annex A1.2', 'Annex A1 2'],
  ['in 2030 5 towns', 'in 20305 towns'],
  ['Pipes\t6\t', 'Pipes\t\t6'],
  ['may', 'must'],
  ['The town pays.', 'The town never pays.'],
  ['the employer pays', 'the employee pays'],
  ['the house', 'the houses'],
  ['legal acts of towns', 'illegal acts of towns'],
  ['Water', ''],
  ['recieve goverment', 'receive government'],
]

test.each(same)('%j and %j say the same', (a, b) => {
  expect([sameMeaning(a, b), sameMeaning(b, a)]).toEqual([true, true])
})
test.each(other)('%j and %j may not say the same', (a, b) => {
  expect([sameMeaning(a, b), sameMeaning(b, a)]).toEqual([false, false])
})
