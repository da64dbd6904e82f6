#!/usr/bin/env python3
"""Manual pages from what the program says of itself: manual.py WIREKIN OUT writes OUT/wirekin.1 and OUT/wirekin-COMMAND.1."""
import json
import os
import subprocess
import sys


def roff(text):
    lines = []
    for line in (text or "").split("\n"):
        line = line.replace("\\", "\\e").replace("-", "\\-")
        lines.append("\\&" + line if line[:1] in (".", "'") else line)
    return "\n".join(lines)


def option(argument):
    names = []
    for name in argument.get("names") or []:
        names.append(("-" if name["kind"] == "short" else "--") + name["name"])
    value = argument.get("valueName") or "value"
    if argument["kind"] == "positional":
        return "<" + value + ">" + (" ..." if argument.get("isRepeating") else "")
    words = ", ".join(sorted(names, key=len))
    return words + (" <" + value + ">" if argument["kind"] == "option" else "")


def page(command, path, day, release):
    title = "-".join(path)
    out = [f'.TH "{title.upper()}" 1 "{day}" "wirekin {release}" "User Commands"', ".SH NAME"]
    out.append(f"{roff(title)} \\- {roff(command.get('abstract', ''))}")
    out += [".SH SYNOPSIS", ".B " + roff(" ".join(path))]
    arguments = [a for a in command.get("arguments") or [] if a.get("shouldDisplay", True)]
    shown = []
    for argument in arguments:
        words = option(argument)
        shown.append("[" + words + "]" if argument.get("isOptional", True) else words)
    out.append(roff(" ".join(shown)) if shown else "")
    if command.get("subcommands"):
        out.append("COMMAND")
    if command.get("discussion"):
        out += [".SH DESCRIPTION", ".nf", roff(command["discussion"]), ".fi"]
    if arguments:
        out.append(".SH OPTIONS")
        for argument in arguments:
            text = " ".join(filter(None, [argument.get("abstract"), argument.get("discussion")]))
            default = argument.get("defaultValue")
            if default and argument["kind"] != "flag":
                text += f" (default: {default})"
            out += [".TP", ".B " + roff(option(argument)), roff(text) or "\\&"]
    subcommands = [c for c in command.get("subcommands") or [] if c.get("shouldDisplay", True) and c["commandName"] != "help"]
    if subcommands:
        out.append(".SH COMMANDS")
        for sub in subcommands:
            out += [".TP", f".BR {roff(title + '-' + sub['commandName'])} (1)", roff(sub.get("abstract", ""))]
    else:
        out += [".SH SEE ALSO", ".BR wirekin (1)"]
    out += [
        ".SH EXIT STATUS",
        "0 fine, 1 problems found, 2 usage or nothing of that name there, 3 not or not all done, 4 network, 130 interrupted.",
    ]
    return "\n".join(line for line in out if line != "") + "\n"


def main():
    program, folder = sys.argv[1], sys.argv[2]
    os.makedirs(folder, exist_ok=True)
    root = json.loads(subprocess.run([program, "--experimental-dump-help"], check=True, capture_output=True).stdout)["command"]
    release = subprocess.run([program, "--version"], check=True, capture_output=True, text=True).stdout.strip()
    day = os.environ.get("MANUAL_DAY", "2026-11-30")
    with open(os.path.join(folder, "wirekin.1"), "w") as file:
        file.write(page(root, ["wirekin"], day, release))
    for command in root["subcommands"]:
        if command["commandName"] == "help":
            continue
        with open(os.path.join(folder, f"wirekin-{command['commandName']}.1"), "w") as file:
            file.write(page(command, ["wirekin", command["commandName"]], day, release))


main()
