//! A piece of network between the application and the simulator, which can be cut, mended and made slow.

use std::{
    io::{Read, Write},
    net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    thread,
    time::Duration,
};

/// How often a slow link passes bytes on.
const TICK: Duration = Duration::from_millis(50);

/// A relay on a port of its own.
pub(crate) struct Link {
    address: SocketAddr,
    state: Arc<State>,
}

#[derive(Default)]
struct State {
    is_cut: AtomicBool,
    /// Bytes per second towards the server; zero is no limit.
    limit: AtomicU64,
    /// Bytes that have passed towards the server.
    sent: AtomicU64,
    open: Mutex<Vec<TcpStream>>,
}

impl Link {
    /// A link to a server.
    pub(crate) fn to(server: SocketAddr) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port is free");
        let address = listener.local_addr().expect("it has an address");
        let state = Arc::new(State::default());
        let shared = Arc::clone(&state);
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                if shared.is_cut.load(Ordering::SeqCst) {
                    continue;
                }
                if let Ok(server) = TcpStream::connect(server) {
                    relay(client, server, &shared);
                }
            }
        });
        Self { address, state }
    }

    /// What a person types into *Advanced: server address*.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Ends every connection and refuses new ones.
    pub(crate) fn cut(&self) {
        self.state.is_cut.store(true, Ordering::SeqCst);
        for stream in self.state.open.lock().expect("no relay panics").drain(..) {
            // The other side may have closed it already.
            drop(stream.shutdown(Shutdown::Both));
        }
    }

    /// Lets connections through again.
    pub(crate) fn mend(&self) {
        self.state.is_cut.store(false, Ordering::SeqCst);
    }

    /// Passes at most so many bytes per second towards the server.
    pub(crate) fn slow_down(&self, bytes_per_second: u64) {
        self.state.limit.store(bytes_per_second, Ordering::SeqCst);
    }

    /// How many bytes went towards the server so far.
    pub(crate) fn sent(&self) -> u64 {
        self.state.sent.load(Ordering::SeqCst)
    }
}

fn relay(client: TcpStream, server: TcpStream, state: &Arc<State>) {
    let copies = [client.try_clone(), client.try_clone(), server.try_clone(), server.try_clone()];
    let [Ok(client_again), Ok(client_kept), Ok(server_again), Ok(server_kept)] = copies else { return };
    state.open.lock().expect("no relay panics").extend([client_kept, server_kept]);
    let up = Arc::clone(state);
    thread::spawn(move || pump(client, server, Some(&up)));
    thread::spawn(move || pump(server_again, client_again, None));
}

/// Moves bytes until one side ends. With a state, counts them and keeps to its limit.
fn pump(mut from: TcpStream, mut to: TcpStream, state: Option<&State>) {
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let limit = state.map_or(0, |state| state.limit.load(Ordering::SeqCst));
        let portion = match usize::try_from(limit / 20) {
            Ok(0) | Err(_) => buffer.len(),
            Ok(portion) => portion.min(buffer.len()),
        };
        let Ok(count @ 1..) = from.read(&mut buffer[..portion]) else { break };
        if let Some(state) = state {
            state.sent.fetch_add(count as u64, Ordering::SeqCst);
        }
        if to.write_all(&buffer[..count]).is_err() {
            break;
        }
        if limit > 0 {
            thread::sleep(TICK);
        }
    }
    drop(to.shutdown(Shutdown::Write));
}
