// What the demonstration does not show, made by ordinary commands: nothing said yet, 2,000 comments, announced, a second revision and a third in the making, a draft before it is published.

import { getConsultation } from '../../db/consultations.ts'
import { storeDraft } from '../../server/commands/draft.ts'
import { draftOf } from '../../server/demo/about.ts'
import { readMarkdown } from '../../server/import/markdown.ts'
import { toDraft } from '../../server/import/units.ts'
import { operator } from '../../server/operator.ts'
import { loadView } from '../../server/view.ts'
import type { CommandName } from '../../shared/commands.schema.ts'
import type { Actor } from '../../shared/role.ts'
import type { ParagraphView } from '../../shared/view.ts'
import { manyComments } from '../helpers/many.ts'
import { TODAY, type Scene } from './scene.ts'

const closing = { closesAt: '2027-02-15T23:59', zone: 'Europe/Paris' }
const asker = 'Velmora (an invented city)'

export async function addStates({ house, people }: Scene): Promise<void> {
  const run = async (actor: Actor, name: CommandName, input: object): Promise<void> => {
    await house.commands.run(name, actor, input)
  }
  async function made(slug: string, title: string, publish = true, more: object = {}): Promise<string> {
    const { result } = await house.commands.run('consultation.create', operator, {
      slug,
      title,
      lang: 'en',
      asker,
      ...closing,
      ...more,
    })
    const { id } = result as { id: string }
    await house.commands.act(id, operator, ctx => storeDraft(ctx, toDraft(readMarkdown(draftOf('en')))))
    if (publish) await run(operator, 'consultation.publish', { consultation: slug })
    return id
  }
  const unitsOf = (id: string): Promise<ParagraphView[]> =>
    house.db.snapshot(async trx => {
      const found = await getConsultation(trx, { id })
      if (!found) throw new Error(`no consultation ${id}`)
      return (await loadView(trx, found, null, house.now())).paragraphs
    })

  await made('empty', 'A plan nobody has read yet')
  await made('announced', 'A plan that opens in a week', true, { opensAt: '2027-01-29T08:00' })
  await made('draft', 'A plan that is not published yet', false)
  const full = await made('full', 'A plan with two thousand comments')
  const spoken = (await unitsOf(full)).map(u => u.id)
  await manyComments(house.db, full, spoken, 2_000, TODAY)

  const units = await unitsOf(await made('revised', 'A plan in its second revision'))
  const act = (name: CommandName, input: object = {}) => run(people.secretary, name, { consultation: 'revised', ...input })
  const saying = (words: string): ParagraphView => {
    const unit = units.find(u => u.html.includes(words))
    if (!unit) throw new Error(`the draft of the demonstration no longer says “${words}”`)
    return unit
  }
  const write = (words: string, instead: string) => {
    const { id, html } = saying(words)
    return act('draft.write', { id, html: html.replace(words, instead) })
  }
  for (const words of ['12,000 trees', 'Planting begins where', 'tree pits'])
    await run(people.reader, 'vote.cast', { consultation: 'revised', item: saying(words).wordingId, value: 'agree' })
  await run(people.reader, 'comment.post', {
    consultation: 'revised',
    id: 'gallerycomment1',
    paragraphId: saying('12,000 trees').id,
    text: 'Please say who looks after the trees in the first three summers.',
    kind: 'suggestion',
  })
  await act('revision.begin')
  await write(
    'a tree in a bucket gives no shade.',
    'a tree in a bucket gives no shade. For three summers the city waters what it plants.',
  )
  await write('where people have the least, not where it is easiest', 'where people have the least')
  await act('draft.add', {
    after: saying('Planting begins where').id,
    html: '<p>Each district keeps a list of its cool rooms, and brings it up to date each May.</p>',
  })
  await act('draft.drop', { id: saying('Places for disabled drivers').id })
  await act('revision.publish', { reason: 'Readers asked who waters the young trees, and where the cool rooms are.' })
  await act('revision.begin')
  await write('41 days above 32', '43 days above 32')
  await write('what we will do without', 'what the city will go without')
}
