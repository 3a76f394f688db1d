import { Plan } from "../types";

// a plan as a program keeps it
export default {
  id: "0000",
  title:
    "One week, " + 'flat list',
  raceType: "Half Marathon",
  units: "kilometers",
  workouts: [
    { description: "Rest", totalDistance: 0 },
    { description: "Endurance 12 kilometers", totalDistance: 12, },
    { description: "Recovery 6 kilometers", totalDistance: 6 },
    /* the hard one */
    { description: `Tempo 10 kilometers w/ 20 min at "threshold"`, totalDistance: 10 },
    { description: "Rest", totalDistance: 0 },
    { description: "Recovery 5 kilometers", totalDistance: 5 },
    { description: "Half marathon goal race", totalDistance: 21.1 },
  ],
} as Plan;
