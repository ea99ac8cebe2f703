"""An SMTP server for tests, made of aiosmtpd, that answers as the addresses ask it to.

Prints one JSON object a line: first {"port": N}, with "ca" (a PEM file) if it speaks TLS, then what
happens. Ends when its standard input does, so it never outlives the test that started it.

  smtp_peer.py DIRECTORY [plain|starttls|implicit|greeting-CODE|hangup|silent] [--login | --no-login]
                         [--farewells]

DIRECTORY is where a certificate may be made. A recipient `rcpt-550@...` is answered with 550,
`data-554@...` at DATA, `dot-452@...` after the message; `dot-close@...` and `dot-silent@...` get no
answer to the message, and `dot-421@...` a good-bye. A sender `mail-550@...` is answered with 550; a
sender `impatient@...` is told 421 when its connection was used before, and `hangup@...` is cut off.
With --farewells a QUIT is an event too; with --no-login `implicit` offers no AUTH.
"""

import asyncio
import os
import sys

try:
    from aiosmtpd.smtp import SMTP, AuthResult
except ImportError:
    sys.exit("Python has no aiosmtpd: run make setup")

from wire import certificate, say


def scripted(address, stage):
    """The word after `stage-` in the address's local part."""
    local = address.split("@")[0]
    return local.removeprefix(stage + "-") if local.startswith(stage + "-") else None


class Handler:
    async def handle_MAIL(self, server, session, envelope, address, options):
        session.transactions = getattr(session, "transactions", 0) + 1
        if session.transactions > 1 and address.startswith("hangup@"):
            server.transport.abort()
            return "250 nobody hears this"
        if session.transactions > 1 and address.startswith("impatient@"):
            server.transport.write(b"421 4.4.2 idle for too long\r\n")
            server.transport.close()
            return "421 closing"
        if code := scripted(address, "mail"):
            return code + " 5.1.8 we do not know this sender"
        envelope.mail_from = address
        return "250 2.1.0 sender ok"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if code := scripted(address, "rcpt"):
            # Two lines, as RFC 5321 4.2.1 allows for any answer.
            return f"{code}-5.1.1 nobody of that name\r\n{code} here"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 recipient ok"

    async def handle_QUIT(self, server, session, envelope):
        if "--farewells" in sys.argv:
            say(event="quit")
        return "221 2.0.0 bye"

    async def handle_DATA(self, server, session, envelope):
        word = scripted(envelope.rcpt_tos[0], "dot")
        if word == "close":
            server.transport.abort()
            return "250 nobody hears this"
        if word == "silent":
            await asyncio.Event().wait()
        if word:
            return word + " 4.3.1 as the recipient wished"
        say(
            event="message",
            sender=envelope.mail_from,
            recipients=envelope.rcpt_tos,
            content=envelope.original_content.decode("latin-1"),
            tls=session.ssl is not None,
        )
        return "250 2.0.0 taken as #17"


class Peer(SMTP):
    def connection_made(self, transport):
        # Called a second time after STARTTLS, on the same connection.
        if not isinstance(self.transport, asyncio.Transport):
            say(event="connection")
        super().connection_made(transport)

    async def smtp_DATA(self, arg):
        if self.envelope.rcpt_tos and (code := scripted(self.envelope.rcpt_tos[0], "data")):
            await self.push(code + " 5.7.1 not this message")
            return
        await super().smtp_DATA(arg)


class Mute(asyncio.Protocol):
    """A server that never gets beyond its greeting."""

    def __init__(self, mode):
        self.mode = mode

    def connection_made(self, transport):
        say(event="connection")
        if self.mode == "hangup":
            transport.abort()
        elif code := scripted(self.mode, "greeting"):
            transport.write(code.encode() + b" 4.3.2 not today\r\n")
            transport.close()


def authenticator(server, session, envelope, mechanism, data):
    right = (data.login, data.password) == (b"convened", b"open sesame")
    return AuthResult(success=right, handled=False)


async def serve(directory, mode, login):
    context = pem = None
    if mode in ("starttls", "implicit"):
        context, pem = certificate(directory)

    def peer():
        if mode not in ("plain", "starttls", "implicit"):
            return Mute(mode)
        return Peer(
            Handler(),
            hostname="peer.example",
            tls_context=context if mode == "starttls" else None,
            require_starttls=mode == "starttls",
            authenticator=authenticator if login else None,
            # aiosmtpd does not see TLS that began before it did.
            auth_require_tls=mode == "starttls" or "--no-login" in sys.argv,
            auth_required=login,
        )

    wrapped = context if mode == "implicit" else None
    server = await asyncio.get_running_loop().create_server(peer, "127.0.0.1", 0, ssl=wrapped)
    say(port=server.sockets[0].getsockname()[1], ca=pem)
    await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    flags = [argument for argument in sys.argv[2:] if argument.startswith("--")]
    modes = [argument for argument in sys.argv[2:] if not argument.startswith("--")]
    loop = asyncio.new_event_loop()
    loop.set_exception_handler(lambda loop, context: None)
    loop.run_until_complete(serve(sys.argv[1], (modes + ["plain"])[0], "--login" in flags))
    # Open connections are nobody's any more.
    os._exit(0)
