// A condition on many values at once, asked with one prepared query: the value stands in a list that is given as JSON.

import { sql } from 'kysely'
import type { Engine } from './query.ts'

export const among = (engine: Engine, column: string, list: string) =>
  engine === 'postgres'
    ? sql<boolean>`${sql.ref(column)} in (select json_array_elements_text(cast(${list} as json)))`
    : sql<boolean>`${sql.ref(column)} in (select "value" from json_each(${list}))`
