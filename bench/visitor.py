"""Visitors without a browser: each speaks Streamlit's own protocol on a real websocket, and costs the machine little."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

from bench.screens import Screen
from bench.servers import Server

SMALL = 600
"""Bytes: only messages below this can say that a run has ended; larger ones are not parsed while it counts."""
PATIENCE = 60.0
"""Seconds after which a visitor gives up."""


class Fault(RuntimeError):
    """A run that did not end well, or a screen that did not come."""


@dataclass
class Visitor:
    """One visitor of one server. `onward` touches Continue; of this app, `act` touches anything."""

    server: Server
    screens: list[Screen]
    at: int = 2
    data: dict[str, Any] = field(default_factory=dict)
    """What this app's bridge brought, where it was read."""
    _line: ClientConnection | None = None
    _widget: str = ""
    _page: str = ""
    _number: int = 0

    async def open(self) -> None:
        """Come in, and wait for the first screen."""
        url = self.server.url.replace("http", "ws") + "/_stcore/stream"
        self._line = await connect(url, origin=self.server.url, subprotocols=["streamlit"], max_size=None, ping_interval=None)
        await self._ask()
        for message in await self._run():
            self._learn(ForwardMsg.FromString(message))
        if not self._widget:
            raise Fault("no screen came")

    async def close(self) -> None:
        """Go."""
        if self._line:
            await self._line.close()

    async def onward(self) -> float:
        """Touch Continue. Returns the ms until the next screen is there and its run has ended."""
        before, self.at = self.screens[self.at], (self.at + 1) % len(self.screens)
        after = self.screens[self.at]
        if self._ours:
            fields = {"choice": before.ids[0], "text": ""} if before.ids else {}
            return await self.act("continue" if before.ids else "go", fields, after.path)
        return await self._touch(WidgetState(id=self._widget, trigger_value=True), after.title)

    async def act(self, what: str, fields: dict[str, str], to: str = "", expected: str = "", read: bool = False) -> float:
        """Touch something of this app; `expected` is the address that must be shown then. Returns ms as `onward`."""
        self._number += 1
        event = {"do": what, "fields": fields, "to": to, "at": self._number}
        value = json.dumps([{"event": "event", "value": event}])
        state = WidgetState(id=f"$$STREAMLIT_INTERNAL_KEY_{self._widget}__events", json_trigger_value=value)
        return await self._touch(state, f'"url": "{expected or to}"', read)

    async def _touch(self, state: WidgetState, awaited: str, read: bool = False) -> float:
        began = time.perf_counter()
        await self._ask(state)
        messages = await self._run()
        took = (time.perf_counter() - began) * 1000
        if not any(awaited.encode() in one for one in messages):
            raise Fault(f"{awaited} did not come")
        if read:
            for message in messages:
                self._learn(ForwardMsg.FromString(message))
        return took

    async def _ask(self, *states: WidgetState) -> None:
        message = BackMsg()
        message.rerun_script.query_string = urlencode({"at": self.screens[self.at].path}) if self._ours else ""
        message.rerun_script.page_script_hash = self._page
        message.rerun_script.widget_states.widgets.extend(states)
        await self._line.send(message.SerializeToString())

    async def _run(self) -> list[bytes]:
        """Everything up to the end of the run. Raises Fault when it fails, or when nothing comes for PATIENCE."""
        messages: list[bytes] = []
        while True:
            data = await asyncio.wait_for(self._line.recv(), PATIENCE)
            messages.append(data)
            if len(data) < SMALL and (ended := ForwardMsg.FromString(data)).WhichOneof("type") == "script_finished":
                if ended.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                    return messages
                if ended.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    raise Fault(f"a run ended with {ended.script_finished}")

    def _learn(self, message: ForwardMsg) -> None:
        """Which widget Continue is, or the bridge; which page this is."""
        if message.WhichOneof("type") == "navigation":
            self._page = message.navigation.page_script_hash
        element = message.delta.new_element
        if element.WhichOneof("type") == "exception":
            raise Fault(element.exception.message)
        if element.WhichOneof("type") == "button" and element.button.label == "Parhau":
            self._widget = element.button.id
        if element.WhichOneof("type") == "bidi_component":
            self._widget, self.data = element.bidi_component.id, json.loads(element.bidi_component.bytes)

    @property
    def _ours(self) -> bool:
        return self.server.name == "ours"
