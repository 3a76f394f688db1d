(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("on");
  const UNKNOWN = 255, GRADE_ZERO = 127, GRADE_UNIT = 0.5;
  const colour = (name) => getComputedStyle(root).getPropertyValue(`--${name}`).trim();
  const tint = (name, share) => {
    const hex = colour(name);
    return hex + Math.round(share * 255).toString(16).padStart(2, "0");
  };
  const isOurs = (kind) => colour(`c-${kind}`) !== "";
  const shape = (kind) => `c-${isOurs(kind) ? kind : "other"}`;

  // ---- what a run's attributes hold ---------------------------------------------------------------

  const bytes = (text) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));

  const read = (figure) => {
    const data = figure.dataset;
    const unit = Number(data.unit), every = Number(data.every);
    const packed = bytes(data.speed);
    const at = Array.from(packed, (_, index) => (index + 0.5) * every);
    const speed = Array.from(packed, (value) => (value === UNKNOWN ? null : value * unit));
    const efforts = JSON.parse(data.efforts).map(([start, end, kind, place, best, care, rest, isShort, sure]) => ({ start, end, kind, place, best, care, rest, isShort, sure }));
    const zones = JSON.parse(data.zones || "[]").map(([kind, low, high, error]) => ({ kind, low, high, error }));
    const run = { at, speed, efforts, zones, top: Number(data.top), noise: Number(data.noise || 0), end: packed.length * every };
    if (data.grade) {
      const gradeEvery = Number(data.gradeEvery), grade = bytes(data.grade);
      run.grade = at.map((second) => {
        const place = Math.max(0, Math.min(grade.length - 1, second / gradeEvery - 0.5)), before = Math.floor(place);
        const [a, b] = [grade[before], grade[Math.min(grade.length - 1, before + 1)]];
        return a === UNKNOWN || b === UNKNOWN ? null : (a + (b - a) * (place - before) - GRADE_ZERO) * GRADE_UNIT;
      });
    }
    return run;
  };

  // ---- axes ---------------------------------------------------------------------------------------

  const TIME_STEPS = [5, 10, 15, 30, 60, 120, 180, 300, 600, 900, 1200, 1800, 3600, 7200, 14400, 28800, 86400];
  const timeMarks = (low, high, most) => {
    const step = TIME_STEPS.find((one) => (high - low) / one <= most) || 86400;
    const marks = [];
    for (let mark = Math.ceil(low / step) * step; mark <= high; mark += step) marks.push(mark);
    return marks;
  };
  const two = (number) => String(number).padStart(2, "0");
  const clock = (seconds) => {
    const whole = Math.max(0, Math.round(seconds));
    return whole < 6000 ? `${Math.floor(whole / 60)}:${two(whole % 60)}` : `${Math.floor(whole / 3600)}:${two(Math.floor((whole % 3600) / 60))}:${two(whole % 60)}`;
  };
  const timeWords = (marks) => {
    const whole = marks.every((mark) => mark % 60 === 0);
    return marks.map((mark, index) => (whole ? String(mark / 60) : clock(mark)) + (index === marks.length - 1 ? " min" : ""));
  };
  const speedTop = (top) => {
    const step = [0.5, 1, 2, 3, 4, 5, 10, 20].find((one) => Math.ceil(top / one - 1e-9) <= 4) || 50;
    return { step, high: step * Math.max(1, Math.ceil(top / step - 1e-9)) };
  };
  const minus = (text) => text.replace("-", "−");

  // ---- drawing ------------------------------------------------------------------------------------

  const glyphs = {};
  const glyph = (kind) => {
    const name = isOurs(kind) ? kind : "other";
    if (!glyphs[name]) {
      const symbol = document.getElementById(`g-${name}`);
      glyphs[name] = Array.from(symbol ? symbol.querySelectorAll("path") : [], (path) => ({
        path: new Path2D(path.getAttribute("d")),
        fill: path.getAttribute("fill") !== "none",
        width: Number(path.getAttribute("stroke-width") || 0),
      }));
    }
    return glyphs[name];
  };
  const drawGlyph = (context, kind, x, y, size) => {
    context.save();
    context.translate(x - size / 2, y - size / 2);
    context.scale(size / 24, size / 24);
    context.strokeStyle = context.fillStyle = colour(shape(kind));
    context.lineCap = context.lineJoin = "round";
    for (const part of glyph(kind)) {
      context.lineWidth = part.width;
      if (part.fill) context.fill(part.path);
      if (part.width) context.stroke(part.path);
    }
    context.restore();
  };
  const face = (px, weight, size) => `${weight} ${size * px}px system-ui, sans-serif`;

  // The line inside the efforts again, in the colour of the exercise.
  const drawEfforts = (plot, run, width) => {
    const { ctx: context } = plot, px = devicePixelRatio;
    context.save();
    context.beginPath();
    context.rect(plot.bbox.left, plot.bbox.top, plot.bbox.width, plot.bbox.height);
    context.clip();
    context.lineJoin = context.lineCap = "round";
    for (const effort of run.efforts) {
      context.strokeStyle = colour(shape(effort.kind));
      context.lineWidth = width * px;
      context.setLineDash(effort.sure ? [] : [2 * px, 5 * px]);
      context.beginPath();
      let isDown = false;
      const every = run.at.length > 1 ? run.at[1] - run.at[0] : 1;
      for (let index = Math.max(0, Math.floor(effort.start / every) - 1); index < run.at.length && run.at[index] < effort.end + 0.5; index++) {
        if (run.at[index] < effort.start - 0.5) continue;
        if (run.speed[index] === null) { isDown = false; continue; }
        const x = plot.valToPos(run.at[index], "x", true), y = plot.valToPos(run.speed[index], "y", true);
        if (isDown) context.lineTo(x, y); else context.moveTo(x, y);
        isDown = true;
      }
      context.stroke();
    }
    context.restore();
  };

  // Asked speeds as a wash that fades over their error; then the line's own error.
  const normal = (z) => 1 / (1 + Math.exp(-1.702 * z));
  const drawGround = (plot, run) => {
    const { ctx: context } = plot, { left, top, width, height } = plot.bbox;
    const inView = run.efforts.filter((one) => one.end > plot.scales.x.min && one.start < plot.scales.x.max);
    for (const zone of run.zones) {
      if (!inView.some((one) => one.kind === zone.kind)) continue;
      const fade = context.createLinearGradient(0, top + height, 0, top);
      for (let step = 0; step <= 40; step++) {
        const speed = plot.scales.y.max * step / 40;
        const over = zone.high === null ? 0 : normal((speed - zone.high) / zone.error);
        const inside = Math.max(0, normal((speed - zone.low) / zone.error) - over);
        fade.addColorStop(step / 40, tint(shape(zone.kind), 0.2 * inside));
      }
      context.fillStyle = fade;
      context.fillRect(left, top, width, height);
    }
    if (!run.noise) return;
    context.save();
    context.beginPath();
    context.rect(left, top, width, height);
    context.clip();
    context.fillStyle = tint("ink", 0.12);
    const first = Math.max(0, Math.floor(plot.scales.x.min)), last = Math.min(run.at.length, Math.ceil(plot.scales.x.max) + 1);
    if ((last - first) * 0.7 < width) {
      let index = first;
      while (index < last) {
        if (run.speed[index] === null) { index++; continue; }
        const from = index;
        while (index < last && run.speed[index] !== null) index++;
        context.beginPath();
        const place = (at, sign) => [plot.valToPos(run.at[at], "x", true), plot.valToPos(Math.max(0, run.speed[at] + sign * run.noise), "y", true)];
        for (let at = from; at < index; at++) context.lineTo(...place(at, 1));
        for (let at = index - 1; at >= from; at--) context.lineTo(...place(at, -1));
        context.fill();
      }
    }
    context.restore();
  };

  // Above the efforts: numbers and words where there is room, else a glyph.
  const drawLabels = (plot, run, numbers) => {
    const { ctx: context } = plot, px = devicePixelRatio;
    const { left, top, width } = plot.bbox;
    context.save();
    context.textAlign = "center";
    context.textBaseline = "alphabetic";
    let free = -Infinity, wordFree = -Infinity;
    for (const effort of run.efforts) {
      const x = plot.valToPos((effort.start + effort.end) / 2, "x", true);
      if (x < left || x > left + width) continue;
      if (numbers && effort.best) {
        context.font = face(px, 600, 15);
        const half = context.measureText(effort.best).width / 2 + 3 * px;
        if (x - half > free) {
          context.fillStyle = colour("ink");
          context.fillText(effort.best, x, top - 26 * px);
          free = x + half;
        }
        context.font = face(px, 600, 12);
        const room = context.measureText(effort.care).width / 2 + 3 * px;
        if (effort.care && x - room > wordFree) {
          context.fillStyle = colour("care");
          context.fillText(effort.care, x, top - 10 * px);
          wordFree = x + room;
        }
      } else if (x - 9 * px > free) {
        drawGlyph(context, effort.kind, x, top - 12 * px, 15 * px);
        free = x + 8 * px;
      }
    }
    context.restore();
  };

  // Below the line the reps' numbers, and between them the rests.
  const drawRests = (plot, run) => {
    const { ctx: context } = plot, px = devicePixelRatio;
    const { left, width } = plot.bbox, y = plot.bbox.top + plot.bbox.height + 16 * px;
    const write = (said, x, weight, name, from, to) => {
      context.font = face(px, weight, 12);
      const half = context.measureText(said).width / 2;
      if (x - half < Math.max(left, from) || x + half > Math.min(left + width, to)) return null;
      context.fillStyle = colour(name);
      context.fillText(said, x, y);
      return x + half + 3 * px;
    };
    context.save();
    context.textAlign = "center";
    context.textBaseline = "alphabetic";
    let free = -Infinity, before = null;
    for (const effort of run.efforts) {
      const x = plot.valToPos((effort.start + effort.end) / 2, "x", true);
      if (before && effort.rest) {
        const middle = plot.valToPos((before.end + effort.start) / 2, "x", true);
        const [weight, name] = effort.isShort ? [600, "care"] : [400, "ink3"];
        for (const said of effort.isShort ? [`${effort.rest}, short`, effort.rest] : [effort.rest])
          if (write(said, middle, weight, name, free, x - 6 * px)) break;
      }
      free = write(effort.place, x, 600, "ink", free, Infinity) ?? free;
      before = effort;
    }
    context.restore();
  };

  // ---- one run ------------------------------------------------------------------------------------

  const axis = (size) => ({ stroke: () => colour("ink3"), font: "400 12px system-ui, sans-serif", size, gap: 6, ticks: { show: false } });
  const hair = { stroke: () => colour("hair"), width: 1 };
  const LEFT = 52;

  const build = (figure) => {
    const run = read(figure);
    const looks = figure.querySelector(".looks");
    const make = (kind, label) => {
      const box = document.createElement("div");
      box.className = `canvas ${kind}`;
      if (label) {
        box.tabIndex = 0;
        box.setAttribute("role", "group");
        box.setAttribute("aria-label", label);
      }
      figure.append(box);
      return box;
    };
    const whole = make("whole"), close = make("close", "Speed. Left and right move, plus and minus zoom, 0 shows the whole run.");
    whole.setAttribute("aria-hidden", "true");
    const gradeBox = run.grade ? make("grade") : null;
    if (gradeBox) gradeBox.setAttribute("aria-hidden", "true");
    const reading = document.createElement("p");
    reading.className = "reading";
    const hint = matchMedia("(pointer: coarse)").matches ? "Swipe across a part to look closer; tap twice for the whole run." : "Drag across a part to look closer; double-click for the whole run.";
    const say = (text) => { reading.textContent = text || hint; reading.classList.toggle("hint", !text); };
    figure.append(reading);
    say("");

    const zones = run.zones.map((zone) => (zone.high === null ? zone.low : zone.high) + zone.error);
    const { step, high } = speedTop(Math.max(run.top, ...zones));
    const marks = Array.from({ length: Math.round(high / step) + 1 }, (_, index) => index * step);
    let view = [0, run.end];

    const clamp = (low, top) => {
      const span = Math.min(run.end, Math.max(Math.min(10, run.end), top - low));
      const from = Math.max(0, Math.min(run.end - span, low));
      return [from, from + span];
    };
    const show = (low, top) => {
      view = clamp(low, top);
      main.setScale("x", { min: view[0], max: view[1] });
      if (grade) grade.setScale("x", { min: view[0], max: view[1] });
      box();
      for (const button of looks ? looks.children : []) {
        const [from, to] = range(button);
        button.setAttribute("aria-pressed", String(Math.abs(from - view[0]) < 1.5 && Math.abs(to - view[1]) < 1.5));
      }
    };
    const range = (button) => {
      const from = Number(button.dataset.from), to = Number(button.dataset.to);
      return to > from ? clamp(from, to) : [0, run.end];
    };
    const box = () => {
      const isAll = view[1] - view[0] > run.end - 1;
      const left = over.valToPos(view[0], "x"), right = over.valToPos(view[1], "x");
      over.setSelect({ left, top: 0, width: isAll ? 0 : Math.max(2, right - left), height: over.over.clientHeight }, false);
    };
    const wide = () => Math.max(240, figure.clientWidth);
    const isSmall = () => wide() < 600;
    const line = (width) => ({ stroke: () => colour("ink2"), width, points: { show: false }, spanGaps: false });
    const base = { legend: { show: false }, padding: [4, 24, 0, 0] };
    const x = { time: false, auto: false, min: 0, max: run.end };

    const over = new uPlot({
      ...base, width: wide(), height: 92, padding: [24, 24, 0, LEFT],
      scales: { x: { ...x, range: () => [0, run.end] }, y: { range: () => [0, Math.max(run.top * 1.05, 1)] } },
      cursor: { x: false, y: false, points: { show: false }, drag: { x: true, y: false, setScale: false } },
      axes: [{ ...axis(22), grid: { show: false }, splits: (_, __, low, top) => timeMarks(low, top, isSmall() ? 4 : 7), values: (_, splits) => timeWords(splits) }, { show: false }],
      series: [{}, line(1)],
      hooks: {
        draw: [(plot) => { drawEfforts(plot, run, 2); drawLabels(plot, run, false); }],
        setSelect: [(plot) => { if (plot.select.width > 3) show(plot.posToVal(plot.select.left, "x"), plot.posToVal(plot.select.left + plot.select.width, "x")); }],
      },
    }, [run.at, run.speed], whole);

    const main = new uPlot({
      ...base, width: wide(), height: isSmall() ? 282 : 332, padding: [48, 24, 0, 0],
      scales: { x: { ...x, range: (_, low, top) => [low ?? 0, top ?? run.end] }, y: { range: () => [0, high] } },
      cursor: { y: false, points: { show: false }, drag: { x: true, y: false, setScale: false }, bind: { dblclick: () => () => { show(0, run.end); return null; } } },
      axes: [
        { ...axis(46), gap: 26, grid: { show: false }, splits: (_, __, low, top) => timeMarks(low, top, isSmall() ? 4 : 7), values: (_, splits) => timeWords(splits) },
        { ...axis(LEFT), grid: hair, splits: () => marks, values: (_, splits) => splits.map((mark) => (mark === high ? `${mark} m/s` : String(mark))) },
      ],
      series: [{}, line(1.2)],
      hooks: {
        drawClear: [(plot) => drawGround(plot, run)],
        draw: [(plot) => { drawEfforts(plot, run, 3); drawLabels(plot, run, true); drawRests(plot, run); }],
        setSelect: [(plot) => {
          if (plot.select.width > 3) show(plot.posToVal(plot.select.left, "x"), plot.posToVal(plot.select.left + plot.select.width, "x"));
          plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
        }],
        setCursor: [(plot) => {
          const index = plot.cursor.idx;
          if (index === null || index === undefined || plot.cursor.left < 0) return say("");
          const speed = run.speed[index];
          const parts = [clock(run.at[index] - 0.5), speed === null ? "not recorded" : `${speed.toFixed(1)} m/s`];
          if (run.grade && run.grade[index] !== null) parts.push(`grade ${minus(run.grade[index].toFixed(0))} %`);
          return say(parts.join(", "));
        }],
      },
    }, [run.at, run.speed], close);

    let grade = null;
    if (gradeBox) {
      const steepest = Math.max(4, ...run.grade.map((value) => Math.abs(value ?? 0)));
      const edge = Math.ceil(steepest / 2) * 2;
      grade = new uPlot({
        ...base, width: wide(), height: 58, padding: [6, 24, 6, 0],
        scales: { x: { ...x, range: (_, low, top) => [low ?? 0, top ?? run.end] }, y: { range: () => [-edge, edge] } },
        cursor: { show: false },
        axes: [{ show: false }, { ...axis(LEFT), grid: hair, splits: () => [0, edge], values: () => ["grade", `${edge} %`] }],
        series: [{}, { stroke: () => colour("edge"), width: 1, fill: () => tint("ink3", 0.3), fillTo: 0, points: { show: false } }],
      }, [run.at, run.grade], gradeBox);
    }

    figure.addEventListener("click", (event) => {
      const button = event.target.closest("[data-from]");
      if (button) show(...range(button));
    });
    close.addEventListener("keydown", (event) => {
      const span = view[1] - view[0], middle = (view[0] + view[1]) / 2;
      const keys = {
        ArrowLeft: () => show(view[0] - span / 4, view[1] - span / 4),
        ArrowRight: () => show(view[0] + span / 4, view[1] + span / 4),
        "+": () => show(middle - span / 4, middle + span / 4),
        "=": () => show(middle - span / 4, middle + span / 4),
        "-": () => show(middle - span, middle + span),
        0: () => show(0, run.end),
        Escape: () => show(0, run.end),
      };
      if (keys[event.key] && !event.ctrlKey && !event.metaKey && !event.altKey) { keys[event.key](); event.preventDefault(); }
    });
    touch(main, () => view, show);
    touch(over, () => [0, run.end], show);
    new ResizeObserver(() => {
      if (!figure.clientWidth || Math.abs(wide() - main.width) < 1) return;
      over.setSize({ width: wide(), height: 92 });
      main.setSize({ width: wide(), height: isSmall() ? 282 : 332 });
      if (grade) grade.setSize({ width: wide(), height: 58 });
      box();
    }).observe(figure);
    requestAnimationFrame(box);
    // The part that holds most of what is worth a look.
    const worth = (button) => {
      const [from, to] = range(button);
      return run.efforts.filter((one) => one.start >= from && one.end <= to).reduce((sum, one) => sum + (one.care ? 1.01 : 1), 0);
    };
    const first = looks && Array.from(looks.children).slice(1).sort((a, b) => worth(b) - worth(a))[0];
    show(...(first ? range(first) : [0, run.end]));
    return () => { for (const plot of [over, main, grade]) if (plot) plot.redraw(false, true); };
  };

  // Fingers: one across zooms to what it crossed, two pinch, two taps show the whole run.
  const touch = (plot, getView, show) => {
    const pad = plot.over, fingers = new Map();
    let start = null, pinch = null, tapped = 0;
    const at = (event) => event.clientX - pad.getBoundingClientRect().left;
    pad.addEventListener("pointerdown", (event) => {
      if (event.pointerType !== "touch") return;
      fingers.set(event.pointerId, at(event));
      start = fingers.size === 1 ? at(event) : null;
      if (fingers.size === 2) {
        const [a, b] = [...fingers.values()];
        pinch = { apart: Math.max(20, Math.abs(a - b)), view: getView(), middle: (a + b) / 2 / pad.clientWidth };
      }
    });
    pad.addEventListener("pointermove", (event) => {
      if (!fingers.has(event.pointerId)) return;
      fingers.set(event.pointerId, at(event));
      if (pinch && fingers.size === 2) {
        const [a, b] = [...fingers.values()];
        const span = (pinch.view[1] - pinch.view[0]) * pinch.apart / Math.max(20, Math.abs(a - b));
        const middle = pinch.view[0] + pinch.middle * (pinch.view[1] - pinch.view[0]);
        show(middle - span * pinch.middle, middle + span * (1 - pinch.middle));
      } else if (start !== null) {
        const [left, right] = [Math.min(start, at(event)), Math.max(start, at(event))];
        if (right - left > 8) plot.setSelect({ left, top: 0, width: right - left, height: pad.clientHeight }, false);
      }
    });
    const up = (event, done) => {
      if (!fingers.has(event.pointerId)) return;
      const end = at(event);
      fingers.delete(event.pointerId);
      if (done && start !== null && !pinch) {
        if (Math.abs(end - start) > 12) {
          plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
          show(plot.posToVal(Math.min(start, end), "x"), plot.posToVal(Math.max(start, end), "x"));
        } else {
          if (event.timeStamp - tapped < 350) show(-Infinity, Infinity);
          tapped = event.timeStamp;
        }
      }
      start = null;
      if (!fingers.size) pinch = null;
    };
    pad.addEventListener("pointerup", (event) => up(event, true));
    pad.addEventListener("pointercancel", (event) => {
      up(event, false);
      plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    });
  };

  // ---- the list -----------------------------------------------------------------------------------

  const again = new Set();
  const redraw = () => { for (const one of again) one(); };
  const draw = (run) => {
    const figure = run.open && run.querySelector && run.querySelector("figure.plot");
    if (!figure || figure.dataset.done || typeof uPlot === "undefined") return;
    figure.dataset.done = "yes";
    again.add(build(figure));
  };
  document.addEventListener("toggle", (event) => draw(event.target), true);
  document.querySelectorAll(".run[open]").forEach(draw);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  matchMedia("print").addEventListener("change", redraw);

  const list = document.querySelector(".runs");
  if (!list) return;
  const runs = Array.from(list.querySelectorAll(".run"), (run) => ({
    run, is: run.dataset.is.split(" "), words: run.firstElementChild.textContent.toLowerCase(), month: run.closest(".month"),
  }));
  const buttons = Array.from(list.querySelectorAll("[data-only]")), search = list.querySelector("[type=search]");
  const sift = () => {
    const only = (buttons.find((button) => button.getAttribute("aria-pressed") === "true") || buttons[0]).dataset.only;
    const asked = search ? search.value.toLowerCase().split(/\s+/).filter(Boolean) : [];
    const months = new Map();
    let shown = 0;
    for (const one of runs) {
      const month = one.month.firstElementChild.textContent.toLowerCase();
      const fits = (!only || one.is.includes(only)) && asked.every((word) => one.words.includes(word) || month.includes(word));
      one.run.hidden = !fits;
      shown += fits;
      months.set(one.month, (months.get(one.month) || 0) + fits);
    }
    for (const [month, count] of months) month.hidden = !count;
    list.querySelector(".none").hidden = shown > 0;
  };
  for (const button of buttons) button.addEventListener("click", () => {
    for (const one of buttons) one.setAttribute("aria-pressed", String(one === button));
    sift();
  });
  if (search) search.addEventListener("input", sift);
})();
