"""The last line of a trial, as Outcome.java reads it."""

import resource
import time


def report(seconds, flagged):
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"RESULT seconds={seconds} processorSeconds={time.process_time()} flagged={flagged} rssKib={peak}")
