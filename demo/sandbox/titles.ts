/** What the make-believe account's videos are about. */

/** Projects of the account. Each holds every third genre, from its own index on. */
export const projectNames = ['Introductions', 'Studio lessons', 'Behind the scenes'] as const;

/** Titles by genre: people have tastes for genres. */
export const titlesByGenre: readonly (readonly string[])[] = [
  [
    'Say hello to our studio',
    'What we make, and why',
    'A tour in three minutes',
    'Meet the new editor',
    'Your first project',
    'Five questions we hear a lot',
    'From idea to upload',
    'The short version of everything',
  ],
  [
    'Lights, quickly',
    'Soft light from a bed sheet',
    'One window is enough',
    'Shadows are your friends',
    'Three lamps, one face',
    'Filming against the sun',
    'The warm and the cold of it',
    'A night shoot on no budget',
  ],
  [
    'A day in the studio',
    'Bloopers we had to keep',
    'How the dog got the part',
    'Moving day',
    'What went wrong in March',
    'Coffee with the sound team',
    'We tried to film a storm',
    '2012 recap',
  ],
  [
    'The gear that we use',
    'A tripod for under twenty',
    'Phones make fine cameras',
    'Which lens, and when',
    'Packing the small bag',
    'Batteries, cards, tape',
    'Sound before picture',
    'The microphone taste test',
  ],
  [
    'Write it like you say it',
    'Cutting on the breath',
    'The first eight seconds',
    'Music that stays out of the way',
    'Say it with fewer shots',
    'Looking into the camera',
    'Captions people want to read',
    'An interview in one take',
  ],
  [
    'Spring open house',
    'Customers tell it better',
    'A bakery learns to film',
    'The choir next door',
    'Thirty seconds of summer',
    'Postcards from the road',
    'Building the tiny set',
    'Thank you, and good night',
  ],
];

/** The video of all examples, there whatever the seed. */
export const firstTitle = 'How They Work';

export const longTitle =
  'Everything that we have learnt in ten years about filming people who would rather not be ' +
  'filmed, told by those people, in the order in which they forgave us, with an honest list of ' +
  'the mistakes, the lenses, the biscuits and the one cable that was missing on every single day';

export const hostileTitle =
  '<img src=x onerror="document.title=\'pwned\'">"\'><script>alert(1)</script> & friends';

export const rightToLeftTitle = 'كيف نصوّر في ضوء النهار (الجزء 2)';
