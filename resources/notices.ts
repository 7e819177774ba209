/*
 * What somebody is told. The number at the bell follows the server without a reload: a small request now and then, while
 * the page is seen and somebody is at it, so that a tab left open keeps no session alive.
 */
import { onBeforeUnmount, onMounted, ref, watch } from 'vue'
import { usePage } from '@inertiajs/vue3'
import { glance, postJson } from './request'
import { sessionEnded } from './session'
import type { SharedProps } from './types'

export interface Notice {
  id: string
  kind: string
  at: string
  read: boolean
  title: string
  detail: string
  href: string
}
export interface NoticeList {
  notices: Notice[]
  next: string | null
}

const EVERY_MS = 15_000
/** Who has not touched the page for so long is not at it. */
const IDLE_MS = 600_000
const MOST = 100

/** Of the person who is signed in; one number for every bell of the page. */
export const unread = ref(0)
/** Whether the panel of the newest is open. */
export const noticesOpen = ref(false)
export const unreadText = (n: number) => (n >= MOST ? `${MOST - 1}+` : String(n))

interface Counted {
  unread: number
}
const take = (told: Counted) => (unread.value = told.unread)

/** Keeps the number as the server has it, while a layout stands. */
export function followUnread() {
  const page = usePage<SharedProps>()
  let lastTouch = Date.now()
  let timer: ReturnType<typeof setInterval> | undefined
  const touch = () => (lastTouch = Date.now())
  watch(
    () => page.props.unread,
    (told) => (unread.value = told ?? 0),
    { immediate: true }
  )

  async function look() {
    const away = document.hidden || Date.now() - lastTouch > IDLE_MS
    if (away || sessionEnded.value || !page.props.user) return
    try {
      take(await glance<Counted>('/notifications/unread'))
    } catch {
      // The next look asks again.
    }
  }

  onMounted(() => {
    timer = setInterval(() => void look(), EVERY_MS)
    for (const name of ['pointerdown', 'keydown', 'focus']) addEventListener(name, touch)
  })
  onBeforeUnmount(() => {
    clearInterval(timer)
    for (const name of ['pointerdown', 'keydown', 'focus']) removeEventListener(name, touch)
  })
}

export async function markRead(notice: Notice) {
  if (notice.read) return
  notice.read = true
  try {
    take(await postJson<Counted>(`/notifications/${notice.id}/read`))
  } catch (error) {
    notice.read = false
    throw error
  }
}

export async function markAllRead(notices: Notice[]) {
  take(await postJson<Counted>('/notifications/read'))
  for (const notice of notices) notice.read = true
}
