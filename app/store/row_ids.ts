import type { Row } from '#store/types'

/*
 * Ids that are made of what they belong to. So the primary key itself keeps a second row of the kind out, a row is found
 * without an index, and neither costs one.
 */

/** Attempts are numbered within their delivery, from 1. */
export const attemptId = (deliveryId: string, number: number) =>
  `${deliveryId.replace('dlv_', 'att_')}.${number}`

/** The ids of all attempts of these deliveries (rows with `id` and `attempts`). */
export const attemptIds = (deliveries: Row[]): string[] =>
  deliveries.flatMap(({ id, attempts }) =>
    Array.from({ length: Number(attempts) }, (_, i) => attemptId(id as string, i + 1))
  )

/** A delivery is booked once, and taken back once: a return has the id of the cancellation, so that it is one or the other. */
export const postingId = (deliveryId: string, kind: 'sale' | 'cancellation') =>
  `${deliveryId.replace('dlv_', 'pst_')}.${kind}`

/** Steps are numbered within the run of their automation, from 1. */
export const automationStepId = (runId: string, position: number) => `${runId}.${position}`

/** A mail of an automation is called after the step that sent it first, so that no retry makes it another. */
export const automationMailId = (stepId: string) => stepId.replace('arun_', 'mail_')
