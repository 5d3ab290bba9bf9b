export type LockHolder = { pid: number; mark: string; address?: string }
export function processMark(pid: number): string | null
export function lockHolder(path: string): LockHolder | null
export function takeLock(path: string): boolean
export function releaseLock(path: string): void
