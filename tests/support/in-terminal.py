"""Runs a program in a pseudo-terminal. Standard input brings what is typed, standard output gives what is shown."""
import fcntl, os, pty, select, struct, sys, termios

pid, terminal = pty.fork()
if pid == 0:
    os.execvp(sys.argv[1], sys.argv[1:])
# 40 lines of 100 characters
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100, 0, 0))
typing = True
while True:
    ready, _, _ = select.select([terminal] + ([0] if typing else []), [], [])
    if 0 in ready:
        typed = os.read(0, 4096)
        typing = typed != b""
        if typing:
            os.write(terminal, typed)
    if terminal in ready:
        try:
            shown = os.read(terminal, 65536)
        except OSError:  # Linux tells the end so
            break
        if not shown:
            break
        os.write(1, shown)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
