/** How a state looks: something to do, fine, over, wrong, or under way. */
export type Tone = 'waits' | 'well' | 'over' | 'wrong' | 'moves';

export interface SaidState {
  readonly words: string;
  readonly tone: Tone;
}
