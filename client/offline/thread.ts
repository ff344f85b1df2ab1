// A thread that cannot be loaded for want of a connection: what stands in it is not known here, but one can write, and it waits.

import { page, t } from '../page.ts'
import { keptAt, person } from './device.ts'

export function offlineThread(place: string): HTMLElement {
  const thread = document.createElement('comment-thread')
  thread.id = `thread-${place}`
  thread.className = 'thread'
  Object.assign(thread.dataset, { place, sort: 'newest' })
  const id = `text-${place}`
  thread.append(
    made('h3', { className: 'thread-title', tabIndex: -1, textContent: t('offline.write') }),
    made('p', { className: 'hint', textContent: t(keptAt && !person ? 'offline.nobody' : 'offline.thread') }),
    made('ul', { className: 'comments' }, { comments: '' }),
  )
  if (keptAt && !person) return thread
  const form = made('form', { className: 'comment-form' })
  form.append(
    made('input', { type: 'hidden', name: 'lang', value: page.lang }),
    made('label', { className: 'label', htmlFor: id, textContent: t('offline.text') }),
    made('textarea', { className: 'input', id, name: 'text', dir: 'auto', required: true }),
    made('p', { className: 'hint' }, { left: '' }),
  )
  if (!person?.named)
    form.append(
      made('label', { className: 'label', htmlFor: `name-${place}`, textContent: t('offline.name') }),
      made('input', { className: 'input', id: `name-${place}`, name: 'name', maxLength: 80, required: true }),
    )
  form.append(
    made('button', { className: 'button button-primary', textContent: t('offline.post') }),
    made('p', { className: 'hint' }, { saved: '' }),
  )
  const field = made('comment-form', {}, { place, replyTo: '' })
  field.append(form)
  thread.append(field)
  return thread
}

function made<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  is: Partial<HTMLElementTagNameMap[K]>,
  data?: Record<string, string>,
): HTMLElementTagNameMap[K]
function made(tag: string, is: Partial<HTMLElement>, data?: Record<string, string>): HTMLElement
function made(tag: string, is: object, data: Record<string, string> = {}): HTMLElement {
  const element = Object.assign(document.createElement(tag), is)
  Object.assign(element.dataset, data)
  return element
}
