import type { RecordingPlace } from "@/domain/recording/recording-format";

const RECORDS_BETWEEN_PLACES = 64;

/** Every 64th place of a recording: from the nearest one, any record is a short walk. */
export class PlaceIndex {
  private readonly places: RecordingPlace[] = [];

  /** Places come in order; those already known and those in between are passed over. */
  note(place: RecordingPlace): void {
    const last = this.places.at(-1);
    if (last === undefined || place.record >= last.record + RECORDS_BETWEEN_PLACES) {
      this.places.push(place);
    }
  }

  /** The last noted place at or before a record. */
  before(record: number): RecordingPlace | null {
    const first = this.places[0];
    if (first === undefined || first.record > record) return null;
    let low = 0;
    let high = this.places.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.places[middle]?.record ?? Number.POSITIVE_INFINITY) <= record) low = middle;
      else high = middle - 1;
    }
    return this.places[low] ?? first;
  }
}
