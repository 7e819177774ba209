import { randomBytes } from 'node:crypto'
import { api } from './api.js'

const aStage = (key: string, color: string, more: object = {}) => ({ key, color, ...more })

/** An entity of its own with two pipelines; answers its key. */
export async function boardEntity(name = 'Board lead'): Promise<string> {
  const key = `board_${randomBytes(4).toString('hex')}`
  await api('POST', '/entities', {
    ...{ key, name },
    fields: [
      { key: 'name', label: 'Name', type: 'text' },
      { key: 'email', label: 'E-mail', type: 'email', required: true },
      { key: 'roof', label: 'Roof', type: 'select', options: ['flat', 'pitched'] },
      { key: 'bill', label: 'Monthly bill', type: 'number' },
    ],
    pipelines: [
      {
        key: 'sales',
        name: 'Sales',
        stages: [
          aStage('new', 'blue'),
          aStage('qualified', 'violet'),
          aStage('won', 'green', { kind: 'won' }),
          aStage('lost', 'red', { kind: 'lost' }),
        ],
      },
      {
        key: 'care',
        name: 'Care',
        stages: [aStage('visit', 'amber', { name: 'Site visit' }), aStage('review', 'pink')],
      },
    ],
  })
  return key
}

/** A lead of it, in its first stage or another one; answers its id. */
export async function boardLead(entity: string, name: string, stage?: string): Promise<string> {
  const email = `${randomBytes(6).toString('hex')}@board.example`
  const values = { name, email, roof: 'flat', bill: 120 }
  const { id } = await api('POST', '/leads', { entity, values, source: 'fair' })
  if (stage) await moveLead(id, stage)
  return id
}

export const moveLead = (id: string, stage: string) => api('PATCH', `/leads/${id}`, { stage })

export const stageOf = async (id: string): Promise<string> =>
  (await api('GET', `/leads/${id}`)).stage

/** The address of a board with some leads on it. */
export async function someBoard(): Promise<string> {
  const entity = await boardEntity()
  await boardLead(entity, 'Bea Board')
  await boardLead(entity, 'Bo Board', 'won')
  return `/leads/board?entity=${entity}`
}
