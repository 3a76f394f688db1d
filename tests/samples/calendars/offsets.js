
const events_short = [
    { "summary": "5K", "dateOffset": 0, "duration": 30 },
    { "summary": "Rowing 30min", "dateOffset": 1, "duration": 30 },
    { "summary": "4K (race pace)", "dateOffset": 3, "duration": 20 },
    { "summary": "Rest", "dateOffset": 5 },
    { "summary": "Sun Run Race Day", "dateOffset": 6 }
];
