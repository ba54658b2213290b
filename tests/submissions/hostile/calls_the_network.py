"""Right, and tries to reach the world: names, addresses, pages, raw sockets, a server of its own."""

TEXT = {
    "last_output": """
import socket, urllib.request

def attempt(name, call):
    try:
        call()
        print("FOUND the network:", name)
    except OSError as error:
        print(name, type(error).__name__)

attempt("names", lambda: socket.getaddrinfo("example.org", 80))
attempt("an address", lambda: socket.create_connection(("93.184.216.34", 80), 1))
attempt("an address of version 6", lambda: socket.create_connection(("2606:2800:220:1::1", 80), 1))
attempt("a page", lambda: urllib.request.urlopen("http://example.org", timeout=1))
attempt("datagrams", lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("8.8.8.8", 53)))
attempt("raw sockets", lambda: socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP).sendto(b"x", ("8.8.8.8", 0)))
attempt("the host", lambda: socket.socket(40, socket.SOCK_STREAM).connect((2, 22)))
attempt("a broker", lambda: socket.socket(socket.AF_UNIX).connect("/var/run/docker.sock"))
attempt("a bus", lambda: socket.socket(socket.AF_UNIX).connect("/run/dbus/system_bus_socket"))
print("LOOKED")

def last_output(outputs, sequence_length):
    return np.array([row[n - 1] if n else 0 * row[0] for row, n in zip(outputs, sequence_length)])
""",
}
