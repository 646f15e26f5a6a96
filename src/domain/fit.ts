/** How one finding stands: as it should be, worth care, in the way, or not known. */
export type Fit = 'good' | 'missing' | 'unknown' | 'careful';
