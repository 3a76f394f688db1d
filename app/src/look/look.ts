// made by app/made.py from fullstride.formats.look

export const GLYPHS: Record<string, string> = {
  "strides": "<path fill=\"none\" stroke=\"currentColor\" stroke-width=\"3\" stroke-linecap=\"round\" d=\"M4.2 19.4 7.8 4.6M10.2 19.4 13.8 4.6M16.2 19.4 19.8 4.6\"/>",
  "squat_jumps": "<path fill=\"none\" stroke=\"currentColor\" stroke-width=\"3\" stroke-linecap=\"round\" d=\"M4.6 12.8 12 4.8 19.4 12.8M5 19.8H19\"/>",
  "bounding": "<path fill=\"none\" stroke=\"currentColor\" stroke-width=\"3\" stroke-linecap=\"round\" d=\"M2.4 17.6C3.6 4.4 9.4 4.4 12 17 14.6 4.4 20.4 4.4 21.6 17.6\"/>",
  "hill_bounding": "<path fill=\"none\" stroke=\"currentColor\" stroke-width=\"3\" stroke-linecap=\"round\" d=\"M2.8 15.6C2.6 4.2 8.4 3.2 12 11.6 12.6 2.4 18.6 1 21.4 8.4\"/><path fill=\"none\" stroke=\"currentColor\" stroke-width=\"2.4\" stroke-linecap=\"round\" d=\"M3 21.6 21.4 14.4\"/>",
  "hill_sprints": "<path fill=\"currentColor\" stroke=\"currentColor\" stroke-width=\"1.6\" stroke-linejoin=\"round\" d=\"M3 19.6H21V5Z\"/>",
  "flat_sprints": "<path fill=\"none\" stroke=\"currentColor\" stroke-width=\"3\" stroke-linecap=\"round\" d=\"M4.6 4.8 11.8 12 4.6 19.2M12.8 4.8 20 12 12.8 19.2\"/>",
  "dynamic_strength": "<path fill=\"none\" stroke=\"currentColor\" stroke-width=\"3\" stroke-linecap=\"round\" d=\"M2.4 12H21.6\"/><path fill=\"none\" stroke=\"currentColor\" stroke-width=\"4.4\" stroke-linecap=\"round\" d=\"M7.2 6.2V17.8M16.8 6.2V17.8\"/>",
  "circuit": "<path fill=\"currentColor\" d=\"M12 1.4a3.3 3.3 0 1 1 0 6.6 3.3 3.3 0 0 1 0-6.6ZM12 16a3.3 3.3 0 1 1 0 6.6 3.3 3.3 0 0 1 0-6.6ZM4.7 8.7a3.3 3.3 0 1 1 0 6.6 3.3 3.3 0 0 1 0-6.6ZM19.3 8.7a3.3 3.3 0 1 1 0 6.6 3.3 3.3 0 0 1 0-6.6Z\"/>"
};

export const OTHER: string = "<path fill=\"none\" stroke=\"currentColor\" stroke-width=\"2.6\" stroke-linejoin=\"round\" d=\"M12 3.6 20.4 12 12 20.4 3.6 12Z\"/>";

export const LINES: Record<string, { px: number; tone: string; dash: string }> = {
  "rest": {
    "px": 2,
    "tone": "edge",
    "dash": "dotted"
  },
  "easy": {
    "px": 3,
    "tone": "line",
    "dash": ""
  },
  "medium": {
    "px": 8,
    "tone": "line",
    "dash": ""
  },
  "long": {
    "px": 14,
    "tone": "line",
    "dash": ""
  },
  "hard": {
    "px": 8,
    "tone": "line-hard",
    "dash": ""
  },
  "race": {
    "px": 14,
    "tone": "ink",
    "dash": ""
  },
  "cross": {
    "px": 3,
    "tone": "line",
    "dash": "dashed"
  },
  "strength": {
    "px": 3,
    "tone": "line",
    "dash": "dashed"
  },
  "strides": {
    "px": 3,
    "tone": "line",
    "dash": ""
  },
  "unknown": {
    "px": 3,
    "tone": "edge",
    "dash": "dashed"
  }
};

export const DEMAND_WORDS: Record<string, string> = {
  "rest": "rest",
  "easy": "easy",
  "medium": "medium",
  "long": "long",
  "hard": "hard",
  "race": "race",
  "cross": "cross",
  "strength": "strength",
  "strides": "easy with strides",
  "unknown": "unknown"
};

export const GRADE_WORDS: Record<string, string> = {
  "A": "the article",
  "T": "a trial or review",
  "P": "coaching practice",
  "D": "our default, yours to change"
};
