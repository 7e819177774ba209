import { test } from '@japa/runner'
import { type FigureRow, addDays, addSteps, addWhole } from '#capture/forms/add_figures'
import { field, formOf } from '#tests/unit/capture/form_entity'

const row = (step: string, name: string, count: number, day = '2026-11-01'): FigureRow => ({
  ...{ version: 1, day, step, name, count },
})
const rows = [
  row('', 'view', 80),
  row('', 'view', 20, '2026-11-02'),
  row('', 'start', 60),
  row('s0', 'step', 100),
  row('s1', 'step', 50),
  row('', 'submit', 30),
]
const document = formOf([[field('e1', 'email')], [field('e2', 'phone')]])

test.group('figures of a form', () => {
  test('are summed over days and versions', ({ assert }) => {
    const { view, start, submit, refused } = addWhole([
      ...rows,
      { ...row('', 'view', 1), version: 2 },
    ])
    assert.deepEqual([view, start, submit, refused], [101, 60, 30, 0])
  })

  test('say of each step who reached it and who did not go on', ({ assert }) => {
    assert.deepEqual(
      addSteps(rows, document).map(({ key, reached, left }) => [key, reached, left]),
      [
        ['s0', 100, 50],
        ['s1', 50, 20],
      ]
    )
  })

  test('a step that only some are shown loses nobody who went past it', ({ assert }) => {
    const three = formOf([[field('e1', 'email')], [field('e2', 'phone')], [field('e3', 'bill')]])
    const some = [
      row('', 'view', 10),
      row('s1', 'step', 3),
      row('s2', 'step', 9),
      row('', 'submit', 8),
    ]
    assert.deepEqual(
      addSteps(some, three).map(({ left }) => left),
      [1, 0, 1]
    )
  })

  test('have a line for each day, also one with nothing', ({ assert }) => {
    assert.deepEqual(addDays(rows, ['2026-10-31', '2026-11-01']), [
      { day: '2026-10-31', view: 0, start: 0, submit: 0 },
      { day: '2026-11-01', view: 80, start: 60, submit: 30 },
    ])
  })
})
