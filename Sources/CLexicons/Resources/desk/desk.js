// The desk reads without this file; it adds keys, dropping of files, and progress.
"use strict";
(function () {
  var items = Array.from(document.querySelectorAll("[data-item]"));
  var at = -1;
  function go(step) {
    if (!items.length) return;
    at = Math.min(items.length - 1, Math.max(0, at + step));
    var item = items[at];
    var link = item.querySelector("[data-open]") || item.querySelector("a, summary") || item;
    if (!link.hasAttribute("href") && link === item) item.tabIndex = -1;
    link.focus();
    item.scrollIntoView({ block: "nearest" });
  }
  function follow(selector) {
    var item = items[at] || document;
    var link = item.querySelector(selector);
    // Where an entry leads nowhere, its words are opened in place.
    var words = item !== document && !link ? item.querySelector("details > summary") : null;
    if (words) { words.click(); words.focus(); return; }
    link = link || document.querySelector(selector);
    if (link) location.assign(link.href);
  }
  document.addEventListener("keydown", function (event) {
    var target = event.target;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && !/^(checkbox|radio)$/.test(target.type)) {
      if (event.key === "Escape") target.blur();
      return;
    }
    var keys = {
      "/": function () { var q = document.getElementById("q"); if (q) { q.focus(); q.select(); } },
      j: function () { go(1); },
      k: function () { go(-1); },
      o: function () { follow("[data-open]"); },
      d: function () { follow("[data-diff]"); },
      "?": function () { var k = document.getElementById("keys"); k.open = !k.open; k.querySelector("summary").focus(); }
    };
    if (keys[event.key]) { event.preventDefault(); keys[event.key](); }
  });

  // A filter that is changed is applied at once.
  var ask = document.getElementById("f");
  if (ask) document.querySelectorAll(".facets [type=checkbox], select[form=f]").forEach(function (field) {
    field.addEventListener("change", function () { ask.submit(); });
  });

  // What is counted changes in place; the address keeps it.
  document.querySelectorAll("input[name=count]").forEach(function (radio) {
    radio.addEventListener("change", function () {
      var address = new URL(location.href);
      address.searchParams.set("count", radio.value);
      history.replaceState(null, "", address);
    });
  });

  var form = document.getElementById("add");
  if (form) {
    var files = document.getElementById("files");
    document.addEventListener("dragover", function (event) { event.preventDefault(); });
    document.addEventListener("drop", function (event) {
      event.preventDefault();
      if (event.dataTransfer.files.length) { files.files = event.dataTransfer.files; form.requestSubmit(); }
    });
  }
  var progress = document.querySelector("[data-events]:not([data-done])");
  if (progress) {
    var list = progress.querySelector("ul");
    list.textContent = "";
    var source = new EventSource(progress.dataset.events);
    source.addEventListener("item", function (event) {
      var item = JSON.parse(event.data), line = document.createElement("li");
      line.textContent = item.name + " · " + item.state;
      list.append(line);
    });
    source.addEventListener("done", function () { source.close(); location.reload(); });
  }
})();
