"""Five user tasks of a BPMN process in SpiffWorkflow, parsed once; the whole workflow goes to a text column at every step."""

from __future__ import annotations

import io
import itertools
from collections.abc import Callable
from typing import Any

from bench.workflow.bare_orm import lives, make_tables
from bench.workflow.by_viewflow import NODES
from bench.workflow.tables import set_up

NAMESPACE = "http://www.omg.org/spec/BPMN/20100524/MODEL"


def prepare() -> None:
    set_up()
    make_tables()


def spiff(client: int, seconds: float) -> Callable[[], None]:
    set_up()
    from SpiffWorkflow.bpmn import BpmnWorkflow  # noqa: PLC0415  # of the benchmark's own environment
    from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer  # noqa: PLC0415  # of the benchmark's own environment

    from bench.workflow.models import SpiffCase  # noqa: PLC0415  # models need Django set up

    spec, serializer = _spec(), BpmnWorkflowSerializer(BpmnWorkflowSerializer.configure())

    def into(case: Any, state: str) -> None:
        case.state = state

    def also(case: Any) -> dict[str, str]:
        workflow = serializer.deserialize_json(case.workflow) if case.workflow else BpmnWorkflow(spec)
        workflow.do_engine_steps()
        (task,) = _ready(workflow)
        task.run()
        workflow.do_engine_steps()
        return {"workflow": serializer.serialize_json(workflow)}

    return lives(SpiffCase, into, also)


def _ready(workflow: Any) -> list[Any]:
    from SpiffWorkflow import TaskState  # noqa: PLC0415  # of the benchmark's own environment

    return list(workflow.get_tasks(state=TaskState.READY, manual=True))


def _spec() -> Any:
    from lxml import etree  # noqa: PLC0415  # of the benchmark's own environment
    from SpiffWorkflow.bpmn.parser import BpmnParser  # noqa: PLC0415  # of the benchmark's own environment

    ids = ["start", *NODES, "end"]
    nodes = "".join(f'<userTask id="{name}" name="{name}"/>' for name in NODES)
    flows = "".join(f'<sequenceFlow id="f{n}" sourceRef="{a}" targetRef="{b}"/>' for n, (a, b) in enumerate(itertools.pairwise(ids)))
    process = f'<process id="life" isExecutable="true"><startEvent id="start"/>{nodes}<endEvent id="end"/>{flows}</process>'
    parser = BpmnParser()
    parser.add_bpmn_xml(etree.parse(io.BytesIO(f'<definitions xmlns="{NAMESPACE}">{process}</definitions>'.encode())))
    return parser.get_spec("life")
