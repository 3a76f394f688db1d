export default [
  [
    'Rest',
    '3 mi run',
    'Rest',
    '2 mi run/cross',
    '3 mi run',
    'Rest',
    '5-K Race',
  ],
]
