/**
 * Events between a socket, which pushes, and a session, which pulls. `full` tells the pushing side to
 * pause; nothing is ever dropped. One puller at a time.
 */
export class EventQueue<T> {
  private readonly bytesMax: number;
  private readonly onRoom: () => void;
  private items: { readonly value: T; readonly bytes: number }[] = [];
  private head = 0;
  private bytes = 0;
  private waiting: ((value: T | null) => void) | null = null;
  private over = false;

  constructor(bytesMax: number, onRoom: () => void) {
    this.bytesMax = bytesMax;
    this.onRoom = onRoom;
  }

  get full(): boolean {
    return this.bytes >= this.bytesMax;
  }

  push(value: T, bytes: number): void {
    if (this.over) return;
    if (this.waiting !== null) {
      const take = this.waiting;
      this.waiting = null;
      take(value);
    } else {
      this.items.push({ value, bytes });
      this.bytes += bytes;
    }
  }

  /** The next event, or null when there will be none. */
  next(): Promise<T | null> {
    const item = this.items[this.head];
    if (item !== undefined) {
      this.take(item.bytes);
      return Promise.resolve(item.value);
    }
    if (this.over) return Promise.resolve(null);
    return new Promise((resolve) => {
      this.waiting = resolve;
    });
  }

  /** No more events will come; those that wait are still handed out. */
  finish(): void {
    this.over = true;
    this.waiting?.(null);
    this.waiting = null;
  }

  private take(bytes: number): void {
    this.head += 1;
    const wasFull = this.full;
    this.bytes -= bytes;
    if (this.head === this.items.length) {
      this.items = [];
      this.head = 0;
    }
    if (wasFull && !this.full) this.onRoom();
  }
}
