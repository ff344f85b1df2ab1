// What the server told this page about its room.

export interface RoomData {
  id: string
  slug: string
  person: string
  right: 'read' | 'write'
  /** Comments of readers by unit. */
  counts: Record<string, number>
}
export const root = document.querySelector<HTMLElement>('.room')
export const room = JSON.parse(root?.dataset['room'] ?? '{"counts":{}}') as RoomData
