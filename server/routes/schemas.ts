// Schemas of request bodies that are no commands.

import { z } from 'zod'

export const guestBody = z.strictObject({ name: z.string().trim().min(1).max(80).optional() })
