/*
 * What people do with one lead: read once, changed as it is shown, put back where it was refused.
 */
import { type ComputedRef, type InjectionKey, computed, inject, ref, watch } from 'vue'
import { usePage } from '@inertiajs/vue3'
import { useNotify } from '../notify'
import { problemText } from '../problem_text'
import { deleteJson, getJson, patchJson, postJson, putJson } from '../request'
import type { SharedProps } from '../types'
import type { LeadWork, Note, NoteWish, Task, TaskWish } from './types'

export type LeadWorkState = ReturnType<typeof useLeadWork>

/** Given by a page to its parts. */
export const LEAD_WORK: InjectionKey<LeadWorkState> = Symbol('lead work')

export function useWork(): LeadWorkState {
  const work = inject(LEAD_WORK)
  if (!work) throw new Error('This stands where the work on a lead is given')
  return work
}

/** `changed`: something was written that others show, such as the timeline. `given`: it was read already. */
export function useLeadWork(
  leadId: () => string | null,
  changed: () => void = () => undefined,
  given: LeadWork | null = null
) {
  const notify = useNotify()
  const page = usePage<SharedProps>()
  const work = ref<LeadWork | null>(given)
  const failure = ref('')
  const me = computed(() => page.props.user?.email ?? '')
  const may = computed(() => page.props.can?.operate ?? false)
  const watching = computed(
    () => work.value?.watchers.some(({ email }) => email === me.value) ?? false
  )

  // An answer that is older than what was asked or done since is none.
  let turn = 0
  let underWay = 0
  async function load() {
    const id = leadId()
    if (!id) return
    const mine = ++turn
    try {
      const found = await getJson<LeadWork>(`/leads/${id}/work`)
      if (leadId() !== id || mine !== turn || underWay) return
      work.value = found
      failure.value = ''
    } catch (error) {
      if (leadId() === id) failure.value = problemText(error)
    }
  }
  watch(
    leadId,
    (id) => {
      work.value = null
      if (id) void load()
    },
    { immediate: given === null }
  )

  /** Shown at once; put back and said where it was refused. */
  async function attempt(apply: (on: LeadWork) => LeadWork, ask: () => Promise<unknown>) {
    const before = work.value
    if (before) work.value = apply(before)
    underWay++
    try {
      await ask()
      changed()
      return true
    } catch (error) {
      // What else is under way is not put back with it.
      if (underWay === 1) work.value = before
      notify.failed(error)
      return false
    } finally {
      underWay--
      if (!underWay) void load()
    }
  }

  const base = () => `/leads/${leadId()}`
  const person = (email: string) => work.value?.people.find((one) => one.email === email)

  /** What is refused is thrown: the form says it where it was typed. */
  async function addNote(wish: NoteWish) {
    const note = await postJson<Note>(`${base()}/notes`, wish)
    if (work.value) work.value = { ...work.value, notes: [note, ...work.value.notes] }
    void load()
    changed()
  }
  async function editNote(note: Note, wish: NoteWish) {
    await patchJson(`${base()}/notes/${note.id}`, wish)
    void load()
    changed()
  }
  const deleteNote = (note: Note) =>
    attempt(
      (on) => ({ ...on, notes: on.notes.filter(({ id }) => id !== note.id) }),
      () => deleteJson(`${base()}/notes/${note.id}`)
    )

  async function addTask(wish: TaskWish) {
    const task = await postJson<Task>(`${base()}/tasks`, wish)
    if (work.value) work.value = { ...work.value, tasks: [...work.value.tasks, task] }
    void load()
    changed()
  }
  async function editTask(task: Task, wish: TaskWish) {
    await patchJson(`/tasks/${task.id}`, wish)
    void load()
    changed()
  }
  const tick = (task: Task, done: boolean) =>
    attempt(
      (on) => ({
        ...on,
        tasks: on.tasks.map((one) =>
          one.id === task.id ? { ...one, done_at: done ? new Date().toISOString() : null } : one
        ),
      }),
      () => patchJson(`/tasks/${task.id}`, { done })
    )
  const deleteTask = (task: Task) =>
    attempt(
      (on) => ({ ...on, tasks: on.tasks.filter(({ id }) => id !== task.id) }),
      () => deleteJson(`/tasks/${task.id}`)
    )

  const watchLead = (email: string, on: boolean) =>
    attempt(
      (now) => {
        const others = now.watchers.filter((one) => one.email !== email)
        const since = new Date().toISOString()
        const added = { email, name: person(email)?.name ?? null, since }
        return { ...now, watchers: on ? [...others, added] : others }
      },
      () =>
        on
          ? putJson(`${base()}/watchers`, { email })
          : deleteJson(`${base()}/watchers?email=${encodeURIComponent(email)}`)
    )

  return {
    ...{ work, failure, me, may, watching, load, addNote, editNote, deleteNote },
    ...{ addTask, editTask, tick, deleteTask, watchLead },
  }
}

/** Who did something, by name where they are known. */
export function useAuthor(people: ComputedRef<readonly { email: string; name: string | null }[]>) {
  return (actor: string | null): { email: string; name: string | null } | null => {
    if (!actor) return null
    const [kind, rest = ''] = actor.split(/:(.*)/s)
    if (kind !== 'user') return { email: rest || actor, name: null }
    const email = rest.split(' via ')[0]
    return { email, name: people.value.find((one) => one.email === email)?.name ?? null }
  }
}

/** Whether somebody wrote it themself. */
export const isOwn = (note: Note, email: string) =>
  note.author === `user:${email}` || note.author.startsWith(`user:${email} via `)
