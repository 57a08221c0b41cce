"""The app of the benchmark's tables."""

from __future__ import annotations

from django.apps import AppConfig


class WorkflowBench(AppConfig):
    """Cases, events, deadlines and a counter for the engines that are compared."""

    name = "bench.workflow"
    label = "workflow_bench"
