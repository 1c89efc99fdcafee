"""What granian calls for each request: it takes the body in and gives the answer out, and no thread waits for a slow client.

granian's own WSGI interface has a thread read the body, for as long as the client likes: as many slow clients as threads
and nobody else was served. Here bodies come in on the event loop, within limits; a thread takes a request that is
complete, and is free again when it has made the answer.
"""
